package com.spotzee.nifi.sync;

import com.spotzee.nifi.integration.IntegrationId;
import com.spotzee.nifi.services.StandardSalesforceIntegration;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.state.MockStateManager;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EmailKeysTest {

    private static final IntegrationId CRM = new IntegrationId("crm");

    private final MockStateManager state = new MockStateManager(new StandardSalesforceIntegration());

    @Test
    void areMadeOnceForEachIntegrationBesideWhatElseIsStored() throws IOException {
        state.setState(Map.of("org.v1.crm", "x"), Scope.CLUSTER);

        final String hash = new EmailKeys(state).of(CRM).hash("ann@example.com");
        assertEquals(hash, new EmailKeys(state).of(CRM).hash("ann@example.com"));
        assertNotEquals(hash, new EmailKeys(state).of(new IntegrationId("other")).hash("ann@example.com"));
        assertEquals("x", state.getState(Scope.CLUSTER).get("org.v1.crm"));
    }

    @Test
    void thatAreDamagedAreTold() throws IOException {
        state.setState(Map.of("email-key.v1.crm", "AAAA"), Scope.CLUSTER);

        final IOException damaged = assertThrows(IOException.class, () -> new EmailKeys(state).of(CRM));
        assertTrue(damaged.getMessage().contains("damaged"), damaged.getMessage());
    }
}
