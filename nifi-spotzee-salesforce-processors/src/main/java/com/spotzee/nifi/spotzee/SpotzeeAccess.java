package com.spotzee.nifi.spotzee;

import com.spotzee.nifi.http.Secret;

import java.net.URI;

/**
 * Where a project is and what opens it.
 *
 * @param url    base of the client surface, without a slash at the end ({@code https://apix.spotzee.com/api/client})
 * @param apiKey the project's secret key
 */
public record SpotzeeAccess(URI url, Secret apiKey) {

    URI resolve(final String path) {
        return URI.create(url + path);
    }
}
