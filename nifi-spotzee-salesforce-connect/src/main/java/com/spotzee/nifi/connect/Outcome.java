package com.spotzee.nifi.connect;

import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.salesforce.Session;

/** What came of it. */
sealed interface Outcome {

    /** There is a refresh token that stays as it is; the finding says what its user may see of the org. */
    record Connected(Session session, Secret refreshToken, String finding) implements Outcome {
    }

    /** There is none that is of use; the sentence says why and what to do. */
    record Failed(String sentence) implements Outcome {
    }
}
