package com.spotzee.nifi.processors;

import com.spotzee.nifi.http.HttpSettings;
import com.spotzee.nifi.http.JdkHttpExchange;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.http.Sleeper;
import com.spotzee.nifi.salesforce.HttpSalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.login.Grant;
import com.spotzee.nifi.salesforce.login.SalesforceHost;
import com.spotzee.nifi.salesforce.login.SharedLogin;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.services.SalesforceConnection;
import com.spotzee.nifi.services.StandardSalesforceIntegration;
import com.spotzee.nifi.sync.OptOutRegister;
import com.spotzee.nifi.sync.StateOptOutRegister;
import com.spotzee.nifi.sync.Turns;
import org.apache.nifi.components.state.StateManager;
import org.apache.nifi.controller.AbstractControllerService;

import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;

/** The services of one life of NiFi, with clocks and pauses that take no time. */
final class TrialServices {

    private TrialServices() {
    }

    /** The real client over a real network, but nobody waits. */
    static final class Connection extends AbstractControllerService implements SalesforceConnection, AutoCloseable {

        private final JdkHttpExchange http;
        private final HttpSalesforceClient client;

        Connection(final EmulatedOrg org, final InstantSource hostClock, final Duration answerTimeout, final Sleeper sleeper) {
            http = JdkHttpExchange.open(HttpSettings.defaults().withTimeouts(Duration.ofSeconds(10), answerTimeout));
            final Grant grant = new Grant.ClientCredentials(org.clientId(), new Secret(org.clientSecret()));
            client = new HttpSalesforceClient(http, new SharedLogin(SalesforceHost.custom(org.url().toString()), grant, http, hostClock), "66.0", hostClock,
                    sleeper);
        }

        @Override
        public SalesforceClient client() {
            return client;
        }

        @Override
        public void close() {
            http.close();
        }
    }

    /** The real integration; each write of its state may be the last thing that happens. */
    static final class Integration extends StandardSalesforceIntegration {

        private final Crashes crashes;
        private final OptionalInt optOutRoom;
        private final Turns turns = new Turns();

        /** @param optOutRoom characters for people in the register of opt-outs; empty for as many as usual */
        Integration(final Crashes crashes, final OptionalInt optOutRoom) {
            this.crashes = crashes;
            this.optOutRoom = optOutRoom;
        }

        @Override
        public OptOutRegister optOutRegister() {
            return optOutRoom.isEmpty() ? super.optOutRegister() : new StateOptOutRegister(getStateManager(), turns, optOutRoom.getAsInt());
        }

        @Override
        protected StateManager getStateManager() {
            return crashes.watch(super.getStateManager());
        }
    }
}
