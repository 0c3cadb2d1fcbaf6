package com.spotzee.nifi.sandbox.data;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GeneratedOrgTest {
    private static final Pattern RESERVED_ADDRESS =
            Pattern.compile("[a-z0-9'+]+(\\.[a-z0-9'+-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.(example|test)|example\\.(com|org|net))");
    private static final int PEOPLE = 5_500;
    private static final GeneratedOrg ORG = org(PEOPLE, 42);

    private static GeneratedOrg org(final int people, final long seed) {
        return GeneratedOrg.of(new OrgContent.Generated(people, seed));
    }

    private static List<Map<String, String>> rows(final ExportObject object) {
        return ORG.rows(object).toList();
    }

    private static Stream<Map<String, String>> people() {
        return Stream.concat(ORG.rows(ExportObject.LEAD), ORG.rows(ExportObject.CONTACT));
    }

    private static Map<String, Map<String, String>> byId(final ExportObject object) {
        return ORG.rows(object).collect(Collectors.toMap(row -> row.get("Id"), Function.identity()));
    }

    @Nested
    class Determinism {
        @ParameterizedTest
        @EnumSource(ExportObject.class)
        void sameNumberAndSeedGiveTheSameRows(final ExportObject object) {
            assertEquals(org(300, 7).rows(object).toList(), org(300, 7).rows(object).toList());
        }

        @Test
        void anotherSeedGivesOtherPeople() {
            assertNotEquals(org(50, 7).rows(ExportObject.LEAD).toList(), org(50, 8).rows(ExportObject.LEAD).toList());
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 17, 550})
        void leadsAndContactsTogetherAreTheNumberAskedFor(final int people) {
            assertEquals(people, org(people, 1).rows(ExportObject.LEAD).count() + org(people, 1).rows(ExportObject.CONTACT).count());
        }

        @Test
        void refusesANegativeNumber() {
            assertThrows(IllegalArgumentException.class, () -> new OrgContent.Generated(-1, 1));
        }
    }

    @Nested
    class People {
        @Test
        void everyAddressIsPlainAsciiOnAReservedDomain() {
            final List<String> odd = people().map(row -> row.get("Email")).filter(Objects::nonNull)
                    .filter(email -> !RESERVED_ADDRESS.matcher(email).matches() || email.length() > 80).toList();
            assertEquals(List.of(), odd);
        }

        @Test
        void aboutOneInTwentyHasOptedOut() {
            final long optedOut = people().filter(row -> "1".equals(row.get("HasOptedOutOfEmail"))).count();
            assertTrue(optedOut > PEOPLE / 28 && optedOut < PEOPLE / 15, () -> optedOut + " of " + PEOPLE);
        }

        @Test
        void someHaveNoAddress() {
            final long without = people().filter(row -> row.get("Email") == null).count();
            assertTrue(without > PEOPLE / 50 && without < PEOPLE / 15, () -> without + " of " + PEOPLE);
        }

        @Test
        void onlyPeopleWhoAreLeadAndContactShareAnAddress() {
            final Set<String> leads = new HashSet<>();
            rows(ExportObject.LEAD).stream().map(row -> row.get("Email")).filter(Objects::nonNull).forEach(email -> assertTrue(leads.add(email), email));
            final List<String> contacts = rows(ExportObject.CONTACT).stream().map(row -> row.get("Email")).filter(Objects::nonNull).toList();
            assertEquals(contacts.size(), Set.copyOf(contacts).size());
            final long both = contacts.stream().filter(leads::contains).count();
            assertTrue(both > PEOPLE / 30 && both < PEOPLE / 8, () -> both + " of " + PEOPLE);
        }

        @Test
        void everyPhoneNumberIsPossible() throws NumberParseException {
            final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
            for (final String phone : people().flatMap(row -> Stream.of("Phone", "MobilePhone").map(row::get)).filter(Objects::nonNull).distinct().toList()) {
                assertTrue(numbers.isPossibleNumber(numbers.parse(phone, "US")), phone);
            }
        }

        @Test
        void phoneNumbersAreWrittenInSeveralWays() {
            final List<String> phones = people().map(row -> row.get("Phone")).filter(Objects::nonNull).toList();
            assertTrue(phones.stream().anyMatch(phone -> phone.matches("\\+\\d+")), "E.164");
            assertTrue(phones.stream().anyMatch(phone -> phone.startsWith("(")), "national");
            assertTrue(phones.stream().anyMatch(phone -> phone.startsWith("+") && phone.contains(" ")), "international with spaces");
        }

        @Test
        void namesComeInSeveralScripts() {
            final String names = people().map(row -> row.get("LastName")).collect(Collectors.joining());
            final Set<Character.UnicodeScript> scripts = names.codePoints().mapToObj(Character.UnicodeScript::of).collect(Collectors.toSet());
            assertTrue(scripts.containsAll(Set.of(Character.UnicodeScript.LATIN, Character.UnicodeScript.HAN, Character.UnicodeScript.CYRILLIC,
                    Character.UnicodeScript.ARABIC)), scripts::toString);
        }

        @Test
        void aConvertedLeadPointsToItsContactAndThatContactsAccount() {
            final Map<String, Map<String, String>> contacts = byId(ExportObject.CONTACT);
            final List<Map<String, String>> converted = rows(ExportObject.LEAD).stream().filter(row -> "1".equals(row.get("IsConverted"))).toList();
            assertFalse(converted.isEmpty());
            for (final Map<String, String> lead : converted) {
                final Map<String, String> contact = contacts.get(lead.get("ConvertedContactId"));
                assertEquals(lead.get("Email"), contact.get("Email"));
                assertEquals(lead.get("LastName"), contact.get("LastName"));
                assertEquals(lead.get("ConvertedAccountId"), contact.get("AccountId"));
                assertEquals(lead.get("LastModifiedDate"), contact.get("CreatedDate"));
                assertTrue("0".equals(lead.get("HasOptedOutOfEmail")) || "1".equals(contact.get("HasOptedOutOfEmail")), "the opt-out was lost");
            }
        }
    }

    @Nested
    class Records {
        @ParameterizedTest
        @EnumSource(ExportObject.class)
        void everyColumnIsAFieldOfTheObject(final ExportObject object) {
            final SObjectType type = OrgSchema.standard(Instant.EPOCH).object(object.apiName()).orElseThrow();
            ORG.rows(object).findFirst().orElseThrow().keySet().forEach(column -> assertTrue(type.visibleField(column).isPresent(), column));
        }

        @ParameterizedTest
        @EnumSource(ExportObject.class)
        void noTextIsLongerThanItsField(final ExportObject object) {
            final SObjectType type = OrgSchema.standard(Instant.EPOCH).object(object.apiName()).orElseThrow();
            ORG.rows(object).forEach(row -> row.forEach((column, value) -> {
                final Field field = type.field(column).orElseThrow();
                assertTrue(value == null || field.size().length() == 0 || value.length() <= field.size().length(), column);
            }));
        }

        @ParameterizedTest
        @EnumSource(ExportObject.class)
        void stampsNeverGoBackwards(final ExportObject object) {
            ORG.rows(object).forEach(row -> {
                assertTrue(row.get("CreatedDate").compareTo(row.get("LastModifiedDate")) <= 0, row.get("Id"));
                assertTrue(row.get("LastModifiedDate").compareTo(row.get("SystemModstamp")) <= 0, row.get("Id"));
            });
        }

        @Test
        void nobodyIsTwiceInACampaignInTheSameRole() {
            final Set<List<String>> seen = new HashSet<>();
            final List<Map<String, String>> members = rows(ExportObject.CAMPAIGN_MEMBER);
            members.forEach(row -> seen.add(Arrays.asList(row.get("CampaignId"), row.get("LeadId"), row.get("ContactId"))));
            assertEquals(members.size(), seen.size());
        }

        @Test
        void parentsOfMembersExist() {
            final Set<String> known = new HashSet<>(byId(ExportObject.LEAD).keySet());
            known.addAll(byId(ExportObject.CONTACT).keySet());
            rows(ExportObject.CAMPAIGN_MEMBER).forEach(row -> {
                assertTrue(row.get("LeadId") != null || row.get("ContactId") != null, row.get("Id"));
                Stream.of("LeadId", "ContactId").map(row::get).filter(Objects::nonNull).forEach(id -> assertTrue(known.contains(id), id));
            });
        }

        @Test
        void textHoldsQuotesLineBreaksAndEmoji() {
            final String descriptions = people().map(row -> row.get("Description")).filter(Objects::nonNull).collect(Collectors.joining());
            Stream.of("\"", "\n", "🎉", "\\").forEach(special -> assertTrue(descriptions.contains(special), special));
            assertTrue(people().map(row -> row.get("Interests__c")).filter(Objects::nonNull).anyMatch(interests -> interests.contains(";")));
        }
    }
}
