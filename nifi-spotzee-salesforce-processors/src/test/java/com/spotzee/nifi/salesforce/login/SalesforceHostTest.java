package com.spotzee.nifi.salesforce.login;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SalesforceHostTest {

    @ParameterizedTest
    @CsvSource({
        "acme.my.salesforce.com, https://acme.my.salesforce.com",
        "' HTTPS://Acme.My.Salesforce.com/ ', https://acme.my.salesforce.com",
        "acme--uat.sandbox.my.salesforce.com, https://acme--uat.sandbox.my.salesforce.com",
        "acme-dev-ed.develop.my.salesforce.com, https://acme-dev-ed.develop.my.salesforce.com",
        "acme.my.salesforce.mil, https://acme.my.salesforce.mil",
        "http://127.0.0.1:8443, http://127.0.0.1:8443",
        "http://localhost:8443/, http://localhost:8443",
        "http://[::1]:8443, http://[::1]:8443"})
    void takesTheHostOfAnOrg(final String typed, final String url) {
        assertEquals(url, SalesforceHost.custom(typed).url().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "acme.lightning.force.com, acme.my.salesforce.com",
        "https://acme.lightning.force.com/lightning/page/home, acme.my.salesforce.com",
        "acme--uat.sandbox.lightning.force.com, acme--uat.sandbox.my.salesforce.com",
        "acme.my.salesforce-setup.com, acme.my.salesforce.com",
        "acme--uat.sandbox.my.salesforce-setup.com, acme--uat.sandbox.my.salesforce.com",
        "acme, acme.my.salesforce.com",
        "acme.my, acme.my.salesforce.com",
        "acme.salesforce.com, acme.my.salesforce.com",
        "https://acme.my.salesforce.com/services/Soap/u/66.0, acme.my.salesforce.com",
        "acme.my.salesforce.com:8443, acme.my.salesforce.com",
        "http://acme.my.salesforce.com, acme.my.salesforce.com",
        "na139.salesforce.com, acme.my.salesforce.com",
        "https://www.salesforce.com/products, acme.my.salesforce.com",
        "crm.example.com, acme.my.salesforce.com",
        "acme.my.salesforce.com.evil.example, acme.my.salesforce.com",
        "evil.example/acme.my.salesforce.com, acme.my.salesforce.com",
        "user@acme.my.salesforce.com, acme.my.salesforce.com",
        "'', acme.my.salesforce.com",
        "'not a host', acme.my.salesforce.com"})
    void refusesAnythingElseAndSaysWhatToType(final String typed, final String toType) {
        final String sentence = assertThrows(IllegalArgumentException.class, () -> SalesforceHost.custom(typed)).getMessage();
        assertTrue(sentence.contains("such as " + toType + " ") || sentence.endsWith("type " + toType), sentence);
    }

    @ParameterizedTest
    @CsvSource({"login.salesforce.com, Production", "https://test.salesforce.com/, Sandbox"})
    void sendsTheSharedHostsToTheirEnvironment(final String typed, final String environment) {
        final String sentence = assertThrows(IllegalArgumentException.class, () -> SalesforceHost.custom(typed)).getMessage();
        assertTrue(sentence.contains("choose the Environment " + environment), sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "acme.my.salesforce.com, https://login.salesforce.com",
        "acme--uat.sandbox.my.salesforce.com, https://test.salesforce.com",
        "fluffy.scratch.my.salesforce.com, https://test.salesforce.com"})
    void namesTheLoginHostAsAudience(final String typed, final String audience) {
        assertEquals(audience, SalesforceHost.custom(typed).audience());
    }

    @Test
    void hasTwoSharedHosts() {
        assertTrue(SalesforceEnvironment.PRODUCTION.host(null).shared());
        assertTrue(SalesforceEnvironment.SANDBOX.host(null).shared());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1.evil.example", "http://localhost.evil.example"})
    void isNotFooledByNamesThatBeginLikeThisMachine(final String typed) {
        assertThrows(IllegalArgumentException.class, () -> SalesforceHost.custom(typed));
    }
}
