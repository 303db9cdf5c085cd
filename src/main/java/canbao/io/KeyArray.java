package canbao.io;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/** A {@code uuid[]} as PostgreSQL sends it itself: the driver would write it, and the server read it, letter by letter. */
final class KeyArray extends PGobject implements PGBinaryObject {
    private static final long serialVersionUID = 1;
    private static final int UUID_OID = 2950;
    private static final int HEADER = 20;
    private static final int ELEMENT = 20;

    private final transient UUID[] keys;

    KeyArray(UUID[] keys) {
        this.keys = keys;
        setType("_uuid");
    }

    @Override
    public int lengthInBytes() {
        return keys.length == 0 ? 12 : HEADER + keys.length * ELEMENT;
    }

    @Override
    public void toBytes(byte[] bytes, int offset) {
        ByteBuffer out = ByteBuffer.wrap(bytes, offset, lengthInBytes());
        out.putInt(keys.length == 0 ? 0 : 1).putInt(0).putInt(UUID_OID);
        if (keys.length > 0) {
            out.putInt(keys.length).putInt(1);
        }
        for (UUID key : keys) {
            out.putInt(16).putLong(key.getMostSignificantBits()).putLong(key.getLeastSignificantBits());
        }
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
        throw new UnsupportedOperationException("a key array is only sent");
    }
}
