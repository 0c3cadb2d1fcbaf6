package com.spotzee.nifi.sandbox.data;

import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Puts the records of a starting org into its store, in constant memory. */
public final class OrgFiller {
    private final OrgStore store;
    private final OrgEdits edits;

    /** Fills one org. */
    public OrgFiller(final OrgStore store, final OrgEdits edits) {
        this.store = store;
        this.edits = edits;
    }

    /**
     * Fills the org.
     *
     * @throws UnreadableExportException if an export has problems; the message is for its owner
     */
    public void fill(final OrgContent content) {
        switch (content) {
            case OrgContent.Demo demo -> load(ExportFiles.demo());
            case OrgContent.Export export -> load(ExportFiles.in(export.folder()));
            case OrgContent.Generated generated -> insert(GeneratedOrg.of(generated));
        }
    }

    private void load(final ExportFiles files) {
        try {
            new ExportLoader(store, edits, files).load();
        } catch (final IOException e) {
            throw new UncheckedIOException("The data in " + files.name() + " can't be read: " + e.getMessage(), e);
        }
    }

    private void insert(final GeneratedOrg org) {
        for (final ExportObject object : ExportObject.values()) {
            try (RecordInserter inserter = store.insert(object.apiName())) {
                org.rows(object).forEach(inserter::add);
            }
        }
    }
}
