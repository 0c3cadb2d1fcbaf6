package com.spotzee.nifi.connect;

import com.spotzee.nifi.http.Secret;

/** Where a person reads and types: nothing that is shown here goes anywhere else. */
interface Terminal {

    /** Shows a text. */
    void say(String text);

    /** What the person types; an empty text if that is nothing. */
    String ask(String question);

    /** The same, without showing what is typed. */
    Secret askSecret(String question);
}
