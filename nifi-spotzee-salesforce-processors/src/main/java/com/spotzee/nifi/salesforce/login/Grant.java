package com.spotzee.nifi.salesforce.login;

import com.spotzee.nifi.http.Secret;

import java.security.PrivateKey;
import java.util.Objects;
import java.util.Optional;

/** How somebody proves to Salesforce who they are. */
public sealed interface Grant {

    /**
     * The app itself, acting as its Run As user.
     *
     * @param clientId     the app's consumer key
     * @param clientSecret the app's consumer secret
     */
    record ClientCredentials(String clientId, Secret clientSecret) implements Grant {
        public ClientCredentials {
            Objects.requireNonNull(clientId, "clientId");
            Objects.requireNonNull(clientSecret, "clientSecret");
        }
    }

    /**
     * A user's consent from before.
     *
     * @param clientId     the app's consumer key
     * @param secretOfApp  the app's consumer secret, or null where the app asks for none
     * @param refreshToken what the user's consent brought
     */
    record RefreshToken(String clientId, Secret secretOfApp, Secret refreshToken) implements Grant {
        public RefreshToken {
            Objects.requireNonNull(clientId, "clientId");
            Objects.requireNonNull(refreshToken, "refreshToken");
        }

        Optional<Secret> clientSecret() {
            return Optional.ofNullable(secretOfApp);
        }
    }

    /**
     * A certificate that the app trusts, for a user it was approved for.
     *
     * @param clientId the app's consumer key
     * @param username the user to act as
     * @param key      the private key of the certificate
     */
    record JwtBearer(String clientId, String username, PrivateKey key) implements Grant {
        public JwtBearer {
            Objects.requireNonNull(clientId, "clientId");
            Objects.requireNonNull(username, "username");
            Objects.requireNonNull(key, "key");
        }

        @Override
        public String toString() {
            return "JwtBearer";
        }
    }

    /**
     * A token that somebody else gets, for the org whose own host is configured.
     *
     * @param provider who gets it
     */
    record ProvidedToken(TokenProvider provider) implements Grant {
    }
}
