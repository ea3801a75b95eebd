package org.sallyport.encryption.webmail;

import java.io.InputStream;
import java.util.OptionalLong;

/**
 * Something to be downloaded, always as a file.
 *
 * @param name safe to store under
 * @param type what its octets look like, whatever its sender says
 * @param size in octets, where it is known before
 * @param content closed by the caller; its reads throw where the store has something else than was
 *     put there
 */
public record Download(String name, String type, OptionalLong size, InputStream content) {}
