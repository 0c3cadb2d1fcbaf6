package com.spotzee.nifi.sync;

import com.spotzee.nifi.integration.EmailKey;
import com.spotzee.nifi.integration.IntegrationId;
import org.apache.nifi.components.state.StateManager;

import java.io.IOException;
import java.util.Optional;

/** The key for e-mail hashes of each integration, in a component's cluster state: made once, then the same on all nodes. */
public final class EmailKeys {

    private static final String KEY_PREFIX = "email-key.v1.";

    private final ClusterState state;

    public EmailKeys(final StateManager stateManager) {
        this.state = new ClusterState(stateManager);
    }

    /**
     * The integration's key; the first to ask makes it.
     *
     * @throws IOException if cluster state can't be read or written, or holds no key in the key's place
     */
    public EmailKey of(final IntegrationId integration) throws IOException {
        final String name = KEY_PREFIX + integration.value();
        final Optional<String> stored = state.value(name);
        return parse(stored.isPresent() ? stored.get() : made(name));
    }

    private String made(final String name) throws IOException {
        final String proposal = EmailKey.random().asText();
        return state.update(entries -> {
            entries.putIfAbsent(name, proposal);
            return entries;
        }).get(name);
    }

    private static EmailKey parse(final String text) throws IOException {
        try {
            return EmailKey.parse(text);
        } catch (final IllegalArgumentException e) {
            throw new IOException("the key for e-mail hashes in the integration's state is damaged", e);
        }
    }
}
