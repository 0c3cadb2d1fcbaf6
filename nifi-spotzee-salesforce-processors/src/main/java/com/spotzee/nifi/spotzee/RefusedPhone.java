package com.spotzee.nifi.spotzee;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Set;

/**
 * Spotzee brings telephone numbers into an international form, by rules and a country that only it knows. A number that it can't understand must not
 * keep the person from coming, so whoever was refused for that, or may have been, is sent once more without it.
 */
final class RefusedPhone {

    private static final String PHONE = "phone";
    private static final Set<String> CODES = Set.of(ProblemCode.VALIDATION_FAILED.wireName(), ProblemCode.PARAMETER_INVALID_FORMAT.wireName());

    private RefusedPhone() {
    }

    /** Whether the number may be why the user was refused: Spotzee names it, or no field at all. */
    static boolean suspected(final ObjectNode user, final ItemRefusal refusal) {
        final boolean blamed = refusal.param() == null || PHONE.equals(refusal.param()) || refusal.param().endsWith("." + PHONE);
        return blamed && CODES.contains(refusal.code()) && user.hasNonNull(PHONE);
    }

    /** The user without the number: what Spotzee knows stays. */
    static ObjectNode without(final ObjectNode user) {
        final ObjectNode rest = user.deepCopy();
        rest.remove(PHONE);
        return rest;
    }
}
