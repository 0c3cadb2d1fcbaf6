package com.spotzee.nifi.sandbox.data;

import java.nio.file.Path;
import java.util.Objects;

/** Where the records of a starting org come from. */
public sealed interface OrgContent {

    /** The small export that comes with the sandbox. */
    record Demo() implements OrgContent {
    }

    /**
     * Invented people; the same two numbers give the same people.
     *
     * @param people leads and contacts together, 0 or more
     * @param seed   what the people are drawn from
     */
    record Generated(int people, long seed) implements OrgContent {
        /** The most people that can be asked for. */
        public static final int MOST = 10_000_000;

        /** Checks the number. */
        public Generated {
            if (people < 0 || people > MOST) {
                throw new IllegalArgumentException("The number of records must lie between 0 and " + MOST + ", not " + people + ".");
            }
        }
    }

    /**
     * A folder of CSV files as Salesforce's data export writes them.
     *
     * @param folder the folder with Lead.csv, Contact.csv and so on
     */
    record Export(Path folder) implements OrgContent {
        /** Checks the folder. */
        public Export {
            Objects.requireNonNull(folder, "folder");
        }
    }
}
