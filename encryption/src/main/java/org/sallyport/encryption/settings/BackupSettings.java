package org.sallyport.encryption.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.config.Within;

/** Where backups go. */
@Doc("Backups of the store, encrypted to the organisation key.")
public record BackupSettings(
    @Doc("The folder on this node that they are written to; copy it elsewhere.")
        @Default("data/backups")
        Path folder,
    @Doc("How often one is made. Absent: only when an administrator asks.")
        @Within(min = "1m", max = "31d")
        Optional<Duration> every,
    @Doc("How many are kept; the oldest goes first.") @Default("7") @Range(min = 1, max = 1000)
        int keep) {}
