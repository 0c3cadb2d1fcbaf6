package com.spotzee.nifi.sandbox.salesforce.faults;

import java.util.List;

/** What a request to the org is about, as far as its method and address tell. */
public enum RequestKind {
    TOKEN, VERSIONS, QUERY, NEXT_PAGE, DESCRIBE, UPDATED, DELETED, LIMITS, COMPOSITE, BULK_CREATE, BULK_LIST, BULK_POLL, BULK_RESULTS, BULK_ABORT, BULK_DELETE,
    OTHER;

    private static final int VERSION = 2;

    static RequestKind of(final String method, final List<String> segments) {
        final List<String> path = segments.getLast().isEmpty() ? segments.subList(0, segments.size() - 1) : segments;
        if (path.equals(List.of("services", "oauth2", "token"))) {
            return TOKEN;
        }
        if (path.size() < VERSION || !path.subList(0, VERSION).equals(List.of("services", "data"))) {
            return OTHER;
        }
        if (path.size() == VERSION) {
            return VERSIONS;
        }
        final List<String> resource = path.subList(VERSION + 1, path.size());
        return resource.isEmpty() ? OTHER : switch (resource.getFirst()) {
            case "query", "queryAll" -> resource.size() == 1 ? QUERY : NEXT_PAGE;
            case "limits" -> LIMITS;
            case "composite" -> COMPOSITE;
            case "sobjects" -> object(resource);
            case "jobs" -> job(method, resource.size());
            default -> OTHER;
        };
    }

    private static RequestKind object(final List<String> resource) {
        return resource.size() < 3 ? OTHER : switch (resource.get(2)) {
            case "describe" -> DESCRIBE;
            case "updated" -> UPDATED;
            case "deleted" -> DELETED;
            default -> OTHER;
        };
    }

    /** {@code jobs/query}, {@code jobs/query/ID} or what stands below it. */
    private static RequestKind job(final String method, final int segments) {
        return switch (segments) {
            case 2 -> "POST".equals(method) ? BULK_CREATE : BULK_LIST;
            case 3 -> switch (method) {
                case "DELETE" -> BULK_DELETE;
                case "PATCH" -> BULK_ABORT;
                default -> BULK_POLL;
            };
            case 4 -> BULK_RESULTS;
            default -> OTHER;
        };
    }
}
