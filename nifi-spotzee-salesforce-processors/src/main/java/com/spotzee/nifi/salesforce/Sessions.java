package com.spotzee.nifi.salesforce;

/** The login of a connection, shared by all its threads: however many ask at once, one request is made. */
public interface Sessions {

    /** The session in use; logs in if there is none. */
    Session current() throws SalesforceFailure;

    /** A session to use instead of one that Salesforce refused: another thread's if it was quicker, else a new login. */
    Session insteadOf(Session refused) throws SalesforceFailure;

    /** The org answered a call of this session: its token is good for something. */
    void accepted(Session good);
}
