package com.spotzee.nifi.system.rest;

import java.util.Map;

/**
 * A FlowFile that waits in a connection.
 *
 * @param attributes all its attributes
 * @param content its content as text
 */
public record QueuedFlowFile(Map<String, String> attributes, String content) {

    public QueuedFlowFile {
        attributes = Map.copyOf(attributes);
    }
}
