package com.spotzee.nifi.services;

import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.login.TokenProvider;
import org.apache.nifi.oauth2.OAuth2AccessTokenProvider;
import org.apache.nifi.processor.exception.ProcessException;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * NiFi's own OAuth2 services as a source of tokens. Only what is binary compatible from NiFi 2.3 to 2.11 is called directly: of a token its
 * text. A provider can be told to renew its token since 2.4 only, so that is looked up when it is needed.
 */
final class NiFiTokenProvider implements TokenProvider {

    private final OAuth2AccessTokenProvider provider;

    NiFiTokenProvider(final OAuth2AccessTokenProvider provider) {
        this.provider = provider;
    }

    @Override
    public Secret token() throws SalesforceFailure {
        try {
            final String token = provider.getAccessDetails().getAccessToken();
            if (token == null || token.isBlank()) {
                throw new SalesforceFailure.LoginRefused("The OAuth2 Access Token Provider returned no token: verify that service by itself.");
            }
            return new Secret(token);
        } catch (final ProcessException failure) {
            // its message may quote the whole answer of the authorisation server
            throw new SalesforceFailure.LoginRefused("The OAuth2 Access Token Provider could not get a token: verify that service by itself.");
        }
    }

    @Override
    public Secret tokenInsteadOf(final Secret refused) throws SalesforceFailure {
        final Secret token = token();
        if (!token.equals(refused)) {
            return token;
        }
        final Optional<Method> refresh = refreshMethod();
        if (refresh.isEmpty()) {
            return token;
        }
        try {
            refresh.get().invoke(provider);
        } catch (final InvocationTargetException failure) {
            throw new SalesforceFailure.LoginRefused("The OAuth2 Access Token Provider could not renew its token: verify that service by itself.");
        } catch (final IllegalAccessException notAccessible) {
            return token;
        }
        return token();
    }

    private static Optional<Method> refreshMethod() {
        try {
            return Optional.of(OAuth2AccessTokenProvider.class.getMethod("refreshAccessDetails"));
        } catch (final NoSuchMethodException beforeNiFi24) {
            return Optional.empty();
        }
    }
}
