package com.spotzee.nifi.sync;

import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.integration.RowPlan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The meaning of an object's rules and mappings as short digests, so that a change can be told from new spaces, lines and letters.
 *
 * @param integration digest of the integration's id
 * @param cursor      digest of the stamp by which changes are found
 * @param rules       digest of the rules
 * @param rows        digests of each mapping row by the digest of its name; with more than {@value #MOST_ROWS} rows one for all of them
 */
public record PlanPrint(String integration, String cursor, String rules, Map<String, RowPrint> rows) {

    /** Nothing is known. */
    public static final PlanPrint NONE = new PlanPrint("", "", "", Map.of());

    /** So many digests fit into a state value of 32 KB. */
    static final int MOST_ROWS = 1000;

    private static final String STALE = "-stale--";
    private static final String ALL_ROWS = "********";
    private static final int BYTES = 6;
    private static final Pattern FORM = Pattern.compile("([\\w-]{8}) ([\\w-]{8}) ([\\w-]{8}) ((?:[\\w*-]{24})*)");
    private static final Pattern ROW = Pattern.compile("([\\w*-]{8})([\\w-]{8})([\\w*-]{8})");

    public PlanPrint {
        Objects.requireNonNull(integration, "integration");
        Objects.requireNonNull(cursor, "cursor");
        Objects.requireNonNull(rules, "rules");
        rows = Map.copyOf(rows);
    }

    /** The print of a plan. */
    public static PlanPrint of(final ObjectPlan plan, final IntegrationSettings settings) {
        final Map<String, RowPrint> rows = new TreeMap<>();
        plan.parts().rows().forEach(row -> rows.put(digest(row.name()), RowPrint.of(row)));
        final String all = digest(rows.toString());
        return new PlanPrint(digest(settings.id().value()), digest(settings.cursor().fieldName()), StepPrints.rulesOf(plan),
                rows.size() > MOST_ROWS ? Map.of(ALL_ROWS, new RowPrint(all, all)) : rows);
    }

    /** Digest of what the opt-out lane asks by. */
    public static String ofOptOuts(final ObjectPlan plan, final IntegrationSettings settings) {
        return digest(settings.id().value() + ' ' + plan.parts().rows().stream().filter(RowPlan::optOut).map(RowPlan::meaning).toList());
    }

    /** Reads what {@link #asText()} wrote; anything else is nothing known. */
    public static PlanPrint parse(final String text) {
        final Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return NONE;
        }
        final Map<String, RowPrint> rows = new TreeMap<>();
        final Matcher entries = ROW.matcher(parts.group(4));
        while (entries.find()) {
            rows.put(entries.group(1), new RowPrint(entries.group(2), entries.group(3)));
        }
        return new PlanPrint(parts.group(1), parts.group(2), parts.group(3), rows);
    }

    public String asText() {
        final StringBuilder text = new StringBuilder();
        if (!equals(NONE)) {
            text.append(integration).append(' ').append(cursor).append(' ').append(rules).append(' ');
            new TreeMap<>(rows).forEach((name, row) -> text.append(name).append(row.definition()).append(row.reading()));
        }
        return text.toString();
    }

    /** Of the rows, in this print's meaning, those that may bring what they did not bring before; rows that can't be read now are not among them. */
    public List<RowPlan> unreadBefore(final PlanPrint before, final ObjectPlan plan) {
        if (rows.containsKey(ALL_ROWS) || before.rows.containsKey(ALL_ROWS)) {
            return rows.equals(before.rows) ? List.of() : plan.parts().rows();
        }
        return plan.parts().rows().stream()
                .filter(row -> print(row).filter(print -> print.bringsMoreThan(before.print(row).orElse(null))).isPresent()).toList();
    }

    /** Whether the opt-out is read now in another way than by this print. */
    public boolean readsOptOutOtherThan(final PlanPrint now, final ObjectPlan plan) {
        return plan.parts().rows().stream().filter(row -> row.optOut() && row.complete())
                .anyMatch(row -> !print(row).equals(now.print(row)));
    }

    /** Whether both are of the same integration. */
    public boolean isOfIntegration(final PlanPrint other) {
        return integration.equals(other.integration);
    }

    /** Whether the row was known before, readable or not. */
    public boolean knows(final RowPlan row) {
        return rows.containsKey(digest(row.name())) || rows.containsKey(ALL_ROWS);
    }

    /** Whether the row was the same before and its fields were not all there. */
    public boolean missed(final RowPlan row) {
        return print(row).filter(print -> !print.complete() && print.definition().equals(digest(row.definition()))).isPresent();
    }

    /** What both agree in; the rest counts as not read. */
    public PlanPrint agreedWith(final PlanPrint other) {
        final Map<String, RowPrint> agreed = new TreeMap<>(rows);
        agreed.replaceAll((name, row) -> row.agreedWith(other.rows.get(name)));
        return new PlanPrint(agreed(integration, other.integration), agreed(cursor, other.cursor), agreed(rules, other.rules), agreed);
    }

    /** What is left of it when pages met other rules or mappings than it speaks of: those count as not read. */
    PlanPrint without(final StepPrints unknown, final ObjectPlan plan) {
        final Map<String, RowPrint> left = new TreeMap<>(rows);
        final Set<String> optOuts = plan.parts().rows().stream().filter(RowPlan::optOut).map(row -> digest(row.name())).collect(Collectors.toSet());
        left.replaceAll((name, row) -> (optOuts.contains(name) ? unknown.optOuts() : unknown.mappings()).isEmpty() ? row : RowPrint.STALE);
        return new PlanPrint(integration, cursor, unknown.rules().isEmpty() ? rules : STALE, left);
    }

    private static String agreed(final String one, final String other) {
        return one.equals(other) ? one : STALE;
    }

    private Optional<RowPrint> print(final RowPlan row) {
        return Optional.ofNullable(rows.get(digest(row.name())));
    }

    static String digest(final String text) {
        try {
            final byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
