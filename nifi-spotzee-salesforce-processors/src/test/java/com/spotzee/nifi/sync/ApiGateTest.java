package com.spotzee.nifi.sync;

import com.spotzee.nifi.salesforce.ApiUsage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ApiGateTest {

    private long elapsed;
    private final ApiGate gate = new ApiGate(new ApiReserve(10), () -> elapsed);

    @Nested
    class AReserve {

        @ParameterizedTest
        @CsvSource({"900, true, true", "901, false, true", "950, false, true", "951, false, false", "1000, false, false", "1200, false, false"})
        void leavesItsPartToOthersAndHalfOfItToOptOuts(final long used, final boolean reading, final boolean optOuts) {
            final ApiReserve reserve = ApiReserve.parse("10 %");
            assertEquals(reading, reserve.allowsReading(used(used)));
            assertEquals(optOuts, reserve.allowsOptOuts(used(used)));
        }

        @Test
        void stopsNothingWhileNobodyKnowsOrWantsIt() {
            assertTrue(new ApiReserve(10).allowsReading(Optional.empty()));
            assertTrue(new ApiReserve(0).allowsReading(used(1000)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"10", "0%", " 90 % "})
        void isReadAsUsersWriteIt(final String text) {
            assertEquals(Integer.parseInt(text.replaceAll("\\D", "")), ApiReserve.parse(text).percent());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "91 %", "-1", "ten", "10.5 %", "100"})
        void isRefusedOtherwise(final String text) {
            assertTrue(assertThrows(IllegalArgumentException.class, () -> ApiReserve.parse(text)).getMessage().contains("0 to 90"));
        }
    }

    @Nested
    class TheGate {

        @Test
        void opensAgainOnlyWhenThereIsALittleMoreThanTheReserve() {
            assertTrue(gate.letsRead(used(900)));
            assertFalse(gate.letsRead(used(901)));
            assertFalse(gate.letsRead(used(900)));
            assertTrue(gate.letsRead(used(890)));
        }

        @Test
        void isCheckedAtGrowingDistances() {
            gate.letsRead(used(950));
            final List<Long> checks = new ArrayList<>();
            for (; elapsed < Duration.ofHours(6).toMillis(); elapsed += 5000) {
                if (gate.checkDue()) {
                    checks.add(Duration.ofMillis(elapsed).toMinutes());
                    gate.checked(used(950));
                }
            }
            assertEquals(List.of(1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L, 243L, 303L), checks);
        }

        @Test
        void isNotCheckedWhileItIsOpen() {
            gate.letsRead(used(10));
            elapsed = Duration.ofDays(1).toMillis();
            assertFalse(gate.checkDue());
        }

        @Test
        void staysShutWhenCallsAreUsedUpWhateverOlderAnswersTold() {
            gate.usedUp();
            assertFalse(gate.letsRead(used(10)));
            assertFalse(gate.letsAskForOptOuts(used(10)));
            gate.checked(used(800));
            assertTrue(gate.letsRead(used(800)));
            assertTrue(gate.letsAskForOptOuts(used(800)));
        }

        @Test
        void opensWhenACheckIsAnsweredWithoutANumber() {
            gate.letsRead(used(990));
            gate.checked(Optional.empty());
            assertTrue(gate.letsRead(Optional.empty()));
        }
    }

    private static Optional<ApiUsage> used(final long used) {
        return Optional.of(new ApiUsage(used, 1000));
    }
}
