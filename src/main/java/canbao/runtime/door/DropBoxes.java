package canbao.runtime.door;

import canbao.routes.sftp.BoxLimits;
import canbao.routes.sftp.BoxLogin;
import canbao.routes.sftp.DropServer;
import canbao.security.AgencyDoors;
import canbao.security.AgencyKeys;
import canbao.security.AgencyKeys.Agency;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The hub's SFTP server for the agencies that {@code agencies.yaml} gives a login, as it stands now. */
public final class DropBoxes {
    private DropBoxes() {}

    /** Starts the server; close it. */
    public static DropServer start(DoorSettings.Sftp sftp, Supplier<AgencyKeys> agencies) {
        DropServer server = new DropServer(
                new DropServer.Address(sftp.host(), sftp.port(), sftp.hostKey()),
                sftp.folder(),
                user -> login(agencies.get(), user),
                BoxLimits.DEFAULT);
        server.start(logins(agencies.get()).toList());
        return server;
    }

    private static Optional<BoxLogin> login(AgencyKeys agencies, String user) {
        return logins(agencies).filter(login -> login.user().equals(user)).findFirst();
    }

    private static Stream<BoxLogin> logins(AgencyKeys agencies) {
        List<Agency> all = agencies.agencies();
        return all.stream().flatMap(agency -> agency.doors().sftp().stream().map(sftp -> login(agency, sftp)));
    }

    private static BoxLogin login(Agency agency, AgencyDoors.Sftp sftp) {
        return new BoxLogin(sftp.user(), agency.id(), agency.feeds(), sftp.publicKeys(), sftp::hasPassword);
    }
}
