package com.spotzee.nifi.spotzee;

import com.spotzee.nifi.http.HttpExchange;
import com.spotzee.nifi.http.HttpSettings;
import com.spotzee.nifi.http.JdkHttpExchange;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.services.SpotzeeProject;
import org.apache.nifi.controller.AbstractControllerService;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The real client of an emulated project, for which time passes only while somebody waits. */
public final class ManualSpotzeeProject extends AbstractControllerService implements SpotzeeProject, AutoCloseable {

    private final EmulatedProject project;
    private final JdkHttpExchange exchange = JdkHttpExchange.open(HttpSettings.defaults().withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(30)));
    private final SpotzeeClient client;

    /** @param disturbance what stands between the client and the project */
    public ManualSpotzeeProject(final EmulatedProject project, final ManualTime time, final UnaryOperator<HttpExchange> disturbance) {
        this.project = project;
        final Patience usual = Patience.usual();
        this.client = new HttpSpotzeeClient(new SpotzeeAccess(project.url(), new Secret(project.secretKey())), disturbance.apply(exchange),
                new Pace(PaceLimits.DOCUMENTED, time, time), new Patience(usual.policy(), time, time, new Random(7)), new SpotzeeClock(time));
    }

    @Override
    public SpotzeeClient client() {
        return client;
    }

    @Override
    public String url() {
        return project.url().toString();
    }

    @Override
    public Set<Long> optOutSubscriptions() {
        return Set.of(1L);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
