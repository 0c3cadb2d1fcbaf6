package com.spotzee.nifi.sandbox.data;

import java.util.List;

/** What people type into long text fields: quotes, line breaks, separators, characters outside the basic plane, and now and then far too much. */
final class Prose {
    private static final double NOTHING = 0.8;
    private static final double VERY_MUCH = 0.03;
    private static final List<String> SENTENCES = List.of(
            "Asked for the \"full package\", incl. training.",
            "Call back after the holidays; prefers e-mail.",
            "Met at the trade fair in Köln 🎉, stand 4;12.",
            "Budget: 10,000–15,000 €, decision in Q3.",
            "Said: \"not before next year\" — keep warm.",
            "Uses a competitor's product, contract ends soon.",
            "Speaks English, Français & 日本語.",
            "C:\\Offers\\2025\\draft_v2 was sent, 100% of it unread.",
            "Wants to know how opt-outs are handled.",
            "Good contact; knows everybody in the association.");
    private static final int FEW = 3;
    private static final int MANY = 120;
    private static final int MOST = 400;

    private Prose() {
    }

    /** A description; null for most records. */
    static String description(final Dice dice, final String about) {
        if (dice.chance(NOTHING)) {
            return null;
        }
        final int sentences = dice.chance(VERY_MUCH) ? dice.between(MANY, MOST) : dice.between(1, FEW);
        final StringBuilder text = new StringBuilder(about == null ? "" : "About " + about + ":\n");
        for (int sentence = 0; sentence < sentences; sentence++) {
            text.append(dice.pick(SENTENCES)).append(dice.chance(0.3) ? '\n' : ' ');
        }
        return text.toString().strip();
    }
}
