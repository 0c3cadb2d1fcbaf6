package com.spotzee.nifi.processors;

import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.services.StandardSalesforceIntegration;
import com.spotzee.nifi.sync.OptOutRegister;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the query keeps in mind of opt-outs is lost, with it or without it: it asks again before somebody is mailable for it. */
class ForgottenOptOutsTest {

    private ChainedSync sync;

    @AfterEach
    void nobodyWasMailable() {
        sync.close();
    }

    @Test
    void allAreAskedForAgainWhereTheRegisterCanNotBeClearedBehindAWindow() throws Exception {
        final FailingRegister integration = new FailingRegister();
        start("Lead, Contact", integration);
        final String winner = person("Contact", false);
        sync.edits().merge("Contact", winner, List.of(person("Contact", true)));
        sync.pass(Duration.ofDays(1));
        sync.readOnly();
        sync.deliver();
        integration.failToClear = true;
        assertThrows(AssertionError.class, sync::trigger);
        integration.failToClear = false;

        sync.query().enqueue("", Map.of("sync.mode", "full"));
        sync.readOnly();
        assertNotNull(sync.query().getFlowFilesForRelationship("success").stream().filter(page -> "Contact".equals(page.getAttribute("salesforce.object")))
                .findFirst().orElseThrow().getAttribute("sync.opted.out"));
        sync.deliver();
        assertTrue(sync.unsubscribed("Contact", winner));
    }

    @Test
    void whatTheLaneOfLeadsHasNotShownIsNewsToPagesOfContactsAfterARestart() throws Exception {
        start("Contact, Lead", new StandardSalesforceIntegration());
        final String lead = person("Lead", true);
        final String contact = person("Contact", false);
        sync.edits().convertInto(lead, contact);
        sync.edits().delete("Lead", lead);
        person("Lead", false);
        final String other = person("Contact", false);
        sync.pass(Duration.ofDays(1));
        sync.readOnly();
        // leads are delivered, contacts are queued still: then leads are asked for only as often as a sync is due
        sync.deliver("Lead");
        sync.trigger();
        sync.trigger();
        sync.edits().undelete("Lead", lead);
        sync.edits().optOut("Contact", other);
        sync.pass(Duration.ofMinutes(30));
        sync.trigger();

        sync.restart();
        sync.trigger();
        sync.deliver();
        sync.trigger();
        sync.deliver();
        assertTrue(sync.user("Contact", contact).orElseThrow().path("email").isTextual());
        assertTrue(sync.unsubscribed("Contact", contact));
        assertEquals(List.of(), sync.events("sync_failed"));
    }

    @Test
    void pagesAreGivenUpOfWhichTheQueryKnowsNothingAnyMoreBecauseItsStateWasCleared() throws Exception {
        start("Lead", new StandardSalesforceIntegration());
        final String lead = person("Lead", false);
        sync.readOnly();
        sync.edits().optOut("Lead", lead);
        sync.pass(Duration.ofMinutes(20));
        sync.restart();
        sync.query().getStateManager().clear(Scope.CLUSTER);
        // opt-outs are asked for, and no window is opened
        sync.org().setApiUsage(930, 1000);
        sync.trigger();
        sync.deliver();
        assertEquals(1, sync.superseded());

        sync.org().setApiUsage(100, 1000);
        sync.pass(Duration.ofHours(2));
        sync.trigger();
        sync.sync();
        assertTrue(sync.unsubscribed("Lead", lead));
        assertTrue(sync.user("Lead", lead).orElseThrow().path("email").isTextual());
    }

    @Test
    void leadsThatAreSyncedNoMoreOptOutTheirContactsStill() throws Exception {
        start("Lead, Contact", new StandardSalesforceIntegration());
        final String lead = person("Lead", true);
        final String contact = person("Contact", false);
        sync.edits().convertInto(lead, contact);
        sync.edits().edit("Contact", contact, Map.of("LastName", "Later"));
        sync.sync();
        sync.sync();
        assertTrue(sync.user("Contact", contact).isEmpty());

        sync.change("Objects", "Contact");
        sync.pass(Duration.ofDays(3));
        sync.edits().edit("Contact", contact, Map.of("LastName", "Sooner"));
        sync.sync();
        assertTrue(sync.user("Contact", contact).orElseThrow().path("email").isTextual());
        assertTrue(sync.unsubscribed("Contact", contact));
    }

    private void start(final String objects, final StandardSalesforceIntegration integration) throws InitializationException {
        sync = new ChainedSync(Map.of("Objects", objects, "email", "Email", "unsubscribed", "HasOptedOutOfEmail : boolean",
                "Sync Rules", "LastName not_equals \"Later\""), integration);
    }

    private String person(final String object, final boolean optedOut) {
        final Map<String, Object> values = new HashMap<>(Map.of("LastName", "Ada", "Email", "ada@example.com", "HasOptedOutOfEmail", optedOut));
        if ("Lead".equals(object)) {
            values.put("Company", "Acme");
        }
        return sync.edits().create(object, values);
    }

    /** A real integration whose register can't be cleared for some time. */
    public static final class FailingRegister extends StandardSalesforceIntegration {

        private boolean failToClear;

        @Override
        public OptOutRegister optOutRegister() {
            final OptOutRegister real = super.optOutRegister();
            return (OptOutRegister) Proxy.newProxyInstance(OptOutRegister.class.getClassLoader(), new Class<?>[] {OptOutRegister.class},
                    (proxy, method, arguments) -> {
                if (failToClear && method.getName().equals("clear") && arguments[0] == SalesforceObject.CONTACT) {
                    throw new IOException("The state can't be written");
                }
                try {
                    return method.invoke(real, arguments);
                } catch (final InvocationTargetException e) {
                    throw e.getCause();
                }
            });
        }
    }
}
