package com.spotzee.nifi.processors.sending;

/**
 * Which lines about refused users have left although their page could not be entered in the account, on one node since its start: while the account can't
 * be written the page is sent again and again, and the same lines need not leave each time. It is one page at most, for all behind it wait.
 */
public final class LeftRefusals {

    private String page = "";
    private int lines;

    /**
     * Whether these lines of a page have left.
     *
     * @param id     of the page's FlowFile
     * @param digest of who was refused and why
     */
    synchronized boolean contain(final String id, final int digest) {
        return page.equals(id) && lines == digest;
    }

    /** These lines have left. */
    synchronized void add(final String id, final int digest) {
        page = id;
        lines = digest;
    }
}
