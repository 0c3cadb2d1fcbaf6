package com.spotzee.nifi.integration;

import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.salesforce.SalesforceObject;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Why an object's opt-outs do not count for whoever took a record's place.
 *
 * @param winners  why not for the winner of a merge
 * @param contacts why not for the contact of a converted lead
 */
public record OptOutHeirs(List<MissingField> winners, List<MissingField> contacts) {

    private static final String MASTER = "MasterRecordId";
    private static final String CONVERTED_CONTACT = "ConvertedContactId";

    public OptOutHeirs {
        winners = List.copyOf(winners);
        contacts = List.copyOf(contacts);
    }

    /** The findings that matter while these objects are synced. */
    public List<MissingField> notReached(final Collection<SalesforceObject> objects) {
        final List<MissingField> all = new ArrayList<>(winners);
        if (objects.contains(SalesforceObject.CONTACT)) {
            all.addAll(contacts);
        }
        return all;
    }

    /**
     * What keeps the opt-outs of an object from their heirs.
     *
     * @param place      the opt-out row, for users
     * @param unreadable opt-out fields that can't be read
     */
    static OptOutHeirs of(final SalesforceObject object, final SObjectDescription description, final String place, final List<MissingField> unreadable) {
        final List<MissingField> winners = new ArrayList<>();
        final List<MissingField> contacts = new ArrayList<>();
        if (object != SalesforceObject.CAMPAIGN_MEMBER && description.field(MASTER).isEmpty()) {
            winners.add(new MissingField(place, MASTER, ("the user can't read %s of %s, so the opt-out of a record that was merged away does not count for its "
                    + "winner: make the field visible to the connected user").formatted(MASTER, object)));
        }
        if (object == SalesforceObject.LEAD) {
            if (description.field(CONVERTED_CONTACT).isEmpty()) {
                contacts.add(new MissingField(place, CONVERTED_CONTACT, ("the user can't read %s, so the opt-out of a lead that was converted does not count "
                        + "for its contact: make the field visible to the connected user (Setup, Permission Sets)").formatted(CONVERTED_CONTACT)));
            }
            unreadable.forEach(field -> contacts.add(new MissingField(place, field.field(), ("while %s can't be read, the opt-outs of leads that were "
                    + "converted do not reach their contacts either").formatted(field.field()))));
        }
        return new OptOutHeirs(winners, contacts);
    }
}
