package com.spotzee.nifi.sandbox.data;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Accounts, campaigns and campaign members of a generated org. */
final class CompanyRows {
    private static final List<String> ACCOUNT_TYPES = List.of("Customer - Direct", "Prospect", "Customer - Channel", "Technology Partner", "Other");
    private static final List<String> OWNERSHIPS = List.of("Private", "Public", "Subsidiary", "Other");
    private static final List<String> OCCASIONS = List.of("Spring Launch", "Summer Sale", "Autumn Conference", "Winter Newsletter", "Partner Day",
            "Webinar \"Getting Started\"", "Fête de l'été", "Jubiläum & Messe", "製品発表会");
    private static final List<String> CAMPAIGN_TYPES = List.of("Email", "Webinar", "Conference", "Trade Show", "Direct Mail", "Referral Program");
    private static final LocalDate FIRST_CAMPAIGN = LocalDate.of(2021, 3, 1);
    private static final int CAMPAIGN_DAYS = 5 * 365;
    private static final LocalDate ALL_OVER = LocalDate.of(2026, 1, 1);
    // Without a factor in common with the number of people it reaches everybody once before anybody twice.
    private static final int STRIDE = 7919;

    private final OrgSize size;
    private final long seed;

    CompanyRows(final OrgSize size, final long seed) {
        this.size = size;
        this.seed = seed;
    }

    Map<String, String> account(final int number) {
        final Dice dice = Dice.of(seed, "account", number);
        final Person representative = Person.draw(dice, Integer.toString(number), false);
        final String name = representative.employer();
        final Map<String, String> row = started(ExportObject.ACCOUNT, number);
        row.put("Name", name);
        row.put("Type", dice.chance(0.8) ? dice.pickEarly(ACCOUNT_TYPES) : null);
        Attributes.address(row, "Billing", representative);
        row.put("Phone", dice.chance(0.9) ? representative.phone(dice) : null);
        row.put("AccountNumber", "AC-" + dice.digits(6));
        row.put("Website", Attributes.website(dice, name));
        row.put("Industry", Attributes.industry(dice));
        row.put("AnnualRevenue", Attributes.revenue(dice));
        row.put("NumberOfEmployees", Attributes.employees(dice));
        row.put("Ownership", dice.chance(0.5) ? dice.pick(OWNERSHIPS) : null);
        row.put("Description", Prose.description(dice, name));
        row.put("Rating", Attributes.rating(dice));
        Stamps.draw(dice).addTo(row);
        return row;
    }

    Map<String, String> campaign(final int number) {
        final Dice dice = Dice.of(seed, "campaign", number);
        final LocalDate start = FIRST_CAMPAIGN.plusDays(dice.between(0, CAMPAIGN_DAYS));
        final LocalDate end = start.plusDays(dice.between(0, 90));
        final boolean over = end.isBefore(ALL_OVER);
        final Map<String, String> row = started(ExportObject.CAMPAIGN, number);
        row.put("Name", OCCASIONS.get(number % OCCASIONS.size()) + " " + start.getYear() + (number < OCCASIONS.size() ? "" : " #" + number));
        row.put("Type", dice.pick(CAMPAIGN_TYPES));
        row.put("Status", over ? "Completed" : "In Progress");
        row.put("StartDate", start.toString());
        row.put("EndDate", end.toString());
        row.put("ExpectedRevenue", Integer.toString(1_000 * dice.between(1, 500)));
        row.put("BudgetedCost", Integer.toString(100 * dice.between(1, 500)));
        row.put("ExpectedResponse", Integer.toString(dice.between(1, 40)));
        row.put("NumberSent", Integer.toString(dice.between(0, 50_000)));
        row.put("IsActive", over ? "0" : "1");
        row.put("Description", Prose.description(dice, null));
        Stamps.since(dice, start.minusDays(dice.between(5, 60)).atTime(9, dice.between(0, 59)).toInstant(ZoneOffset.UTC)).addTo(row);
        return row;
    }

    Map<String, String> campaignMember(final int number) {
        final Dice dice = Dice.of(seed, "campaign member", number);
        final int people = size.leads() + size.contacts();
        final int campaign = number % size.campaigns();
        final long turn = (long) number / size.campaigns() + campaign;
        final int person = (int) (turn * (people % STRIDE == 0 ? 1 : STRIDE) % people);
        final boolean isLead = person < size.leads();
        final int contact = isLead ? size.contactOfConverted(person) : person - size.leads();
        final Map<String, String> row = started(ExportObject.CAMPAIGN_MEMBER, number);
        row.put("CampaignId", ExportObject.CAMPAIGN.id(campaign));
        row.put("LeadId", isLead ? ExportObject.LEAD.id(person) : null);
        row.put("ContactId", contact >= 0 ? ExportObject.CONTACT.id(contact) : null);
        final boolean responded = dice.chance(0.25);
        final Stamps stamps = Stamps.draw(dice);
        row.put("Status", responded ? "Responded" : "Sent");
        row.put("FirstRespondedDate", responded ? stamps.modifiedDay().toString() : null);
        stamps.addTo(row);
        return row;
    }

    private static Map<String, String> started(final ExportObject object, final int number) {
        final Map<String, String> row = new LinkedHashMap<>();
        row.put("Id", object.id(number));
        row.put("IsDeleted", "0");
        return row;
    }
}
