package com.spotzee.nifi.salesforce.login;

import com.spotzee.nifi.http.Secret;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An RSA private key as PKCS#8 PEM, the form in which {@code openssl genpkey} writes it. */
public final class PrivateKeyPem {

    private static final Pattern PEM = Pattern.compile("(?s)-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----");

    private PrivateKeyPem() {
    }

    /**
     * Reads the key. Line breaks may be missing or written as {@code \n}, as they become in some parameter stores.
     *
     * @throws IllegalArgumentException with a sentence that says what to do; it shows nothing of the key
     */
    public static PrivateKey parse(final Secret pem) {
        final String text = pem.reveal().replace("\\n", "\n");
        final Matcher block = PEM.matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException(whatIsWrong(text));
        }
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(1))));
        } catch (final InvalidKeySpecException | IllegalArgumentException notAnRsaKey) {
            throw new IllegalArgumentException("The Private Key is no RSA key in PKCS#8 form: Salesforce verifies RS256 only; make one with "
                    + "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048");
        } catch (final NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    private static String whatIsWrong(final String text) {
        if (text.contains("BEGIN RSA PRIVATE KEY")) {
            return "The Private Key is in PKCS#1 form: convert it with openssl pkcs8 -topk8 -nocrypt -in key.pem -out key-pkcs8.pem";
        }
        if (text.contains("BEGIN ENCRYPTED PRIVATE KEY")) {
            return "The Private Key is encrypted: decrypt it with openssl pkcs8 -in key.pem -out key-plain.pem and keep it in a sensitive parameter";
        }
        if (text.contains("BEGIN CERTIFICATE")) {
            return "This is the certificate, which belongs into Salesforce: put the private key here, the PEM that begins with "
                    + "-----BEGIN PRIVATE KEY-----";
        }
        return "The Private Key is no PEM: paste the whole text from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----";
    }
}
