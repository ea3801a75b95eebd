package org.sallyport.authority.settings;

import java.time.Duration;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Named;
import org.sallyport.config.Range;
import org.sallyport.config.Within;

/** When wrong codes lock a user. */
@Doc("When wrong codes lock a user, and for how long. A lock releases itself.")
public record LockOutSettings(
    @Doc("Wrong codes in a row that lock the user.") @Default("10") @Range(min = 1, max = 1000)
        int wrongCodes,
    @Doc("For how long.") @Default("15m") @Within(min = "1s", max = "30d") @Named("for")
        Duration duration) {}
