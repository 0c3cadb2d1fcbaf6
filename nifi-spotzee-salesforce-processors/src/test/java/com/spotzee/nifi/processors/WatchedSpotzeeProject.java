package com.spotzee.nifi.processors;

import com.spotzee.nifi.services.SpotzeeProject;
import com.spotzee.nifi.spotzee.SpotzeeClient;
import org.apache.nifi.controller.AbstractControllerService;

import java.util.Set;
import java.util.function.UnaryOperator;

/** A project service whose client is looked over the shoulder. */
public class WatchedSpotzeeProject extends AbstractControllerService implements SpotzeeProject {

    private final SpotzeeProject watched;
    private final UnaryOperator<SpotzeeClient> watch;

    public WatchedSpotzeeProject(final SpotzeeProject watched, final UnaryOperator<SpotzeeClient> watch) {
        this.watched = watched;
        this.watch = watch;
    }

    @Override
    public SpotzeeClient client() {
        return watch.apply(watched.client());
    }

    @Override
    public String url() {
        return watched.url();
    }

    @Override
    public Set<Long> optOutSubscriptions() {
        return watched.optOutSubscriptions();
    }
}
