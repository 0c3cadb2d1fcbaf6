package com.spotzee.nifi.sandbox.salesforce.bulk;

/**
 * What a query job is asked for.
 *
 * @param operation  query or queryAll
 * @param soql       the statement
 * @param delimiter  between the columns of the result
 * @param lineEnding after its lines
 * @param apiVersion the version the job is made with, such as {@code 66.0}
 */
public record BulkOrder(Operation operation, String soql, Delimiter delimiter, LineEnding lineEnding, String apiVersion) {

    /** A query of commas and line feeds. */
    public static BulkOrder query(final String soql, final String apiVersion) {
        return new BulkOrder(Operation.QUERY, soql, Delimiter.COMMA, LineEnding.LF, apiVersion);
    }

    /** The operations of query jobs. */
    public enum Operation {
        /** Without the recycle bin. */
        QUERY("query"),
        /** With it. */
        QUERY_ALL("queryAll");

        private final String apiName;

        Operation(final String apiName) {
            this.apiName = apiName;
        }

        public String apiName() {
            return apiName;
        }
    }

    /** What may stand between columns. */
    public enum Delimiter {
        BACKQUOTE('`'), CARET('^'), COMMA(','), PIPE('|'), SEMICOLON(';'), TAB('\t');

        private final char character;

        Delimiter(final char character) {
            this.character = character;
        }

        public char character() {
            return character;
        }
    }

    /** What may end a line. */
    public enum LineEnding {
        LF("\n"), CRLF("\r\n");

        private final String text;

        LineEnding(final String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
