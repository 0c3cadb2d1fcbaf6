package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How a cell becomes the value that the REST API gives for the same field. An empty cell is null: CSV does not tell it from an empty text. */
enum CsvValue {
    TEXT {
        @Override
        JsonNode read(final String cell) {
            return JsonNodeFactory.instance.textNode(cell);
        }
    },
    BOOLEAN {
        @Override
        JsonNode read(final String cell) throws UnexpectedAnswer {
            return switch (cell) {
                case "true" -> BooleanNode.TRUE;
                case "false" -> BooleanNode.FALSE;
                default -> throw new UnexpectedAnswer("a cell that should be true or false is something else");
            };
        }
    },
    NUMBER {
        @Override
        JsonNode read(final String cell) throws UnexpectedAnswer {
            try {
                return isInteger(cell) ? integer(cell) : RecordJson.number(new BigDecimal(cell));
            } catch (final NumberFormatException noNumber) {
                throw new UnexpectedAnswer("a cell that should be a number is something else");
            }
        }
    },
    DATETIME {
        @Override
        JsonNode read(final String cell) throws UnexpectedAnswer {
            return JsonNodeFactory.instance.textNode(isRestForm(cell) ? cell : SalesforceDateTime.parse(cell).map(REST_FORM::format)
                    .orElseThrow(() -> new UnexpectedAnswer("a cell that should be a time is something else")));
        }
    };

    private static final DateTimeFormatter REST_FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);
    private static final int LONGEST_INT = 9;
    private static final int LONGEST_LONG = 18;

    abstract JsonNode read(String cell) throws UnexpectedAnswer;

    final JsonNode of(final String cell) throws UnexpectedAnswer {
        return cell.isEmpty() ? NullNode.instance : read(cell);
    }

    /** Most cells are: 2020-10-07T15:47:25.000+0000. Bulk API's older form ends in Z. */
    private static boolean isRestForm(final String cell) {
        return cell.length() == 28 && cell.charAt(19) == '.' && cell.endsWith("+0000");
    }

    private static boolean isInteger(final String cell) {
        for (int index = cell.charAt(0) == '-' ? 1 : 0; index < cell.length(); index++) {
            if (cell.charAt(index) < '0' || cell.charAt(index) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The node that reading the same number from JSON makes. */
    private static JsonNode integer(final String cell) {
        if (cell.length() <= LONGEST_INT) {
            return JsonNodeFactory.instance.numberNode(Integer.parseInt(cell));
        }
        if (cell.length() <= LONGEST_LONG) {
            final long number = Long.parseLong(cell);
            return (int) number == number ? JsonNodeFactory.instance.numberNode((int) number) : JsonNodeFactory.instance.numberNode(number);
        }
        return JsonNodeFactory.instance.numberNode(new BigInteger(cell));
    }
}
