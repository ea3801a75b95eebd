package org.sallyport.store;

/**
 * The tables of a role: SQL files of Flyway, {@code V1__first.sql} and so on.
 *
 * @param role names the role in messages
 * @param folder where the files are on the class path, such as {@code org/sallyport/x/migrations}
 */
public record Schema(String role, String folder) {}
