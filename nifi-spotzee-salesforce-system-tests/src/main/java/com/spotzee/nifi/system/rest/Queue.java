package com.spotzee.nifi.system.rest;

/**
 * A connection and what waits in it.
 *
 * @param id NiFi's id of the connection
 * @param name its own name, or the names of its relationships
 * @param source the name of the component it comes from
 * @param destination the name of the component it leads to
 * @param flowFiles how many FlowFiles wait in it
 */
public record Queue(String id, String name, String source, String destination, long flowFiles) {
}
