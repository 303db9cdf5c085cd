package canbao.feed.read;

import canbao.feed.contract.Contract;
import canbao.feed.field.Column;
import canbao.feed.field.ColumnType;
import canbao.feed.field.Form;
import canbao.identity.CertificateKeys;
import canbao.model.FactKind;
import canbao.model.FeedId;
import java.util.List;

/** Where in a contract's rows to find what; positions are -1 where there is none. */
final class RowShape {
    final CertificateKeys keys;
    final FeedId feed;
    final List<Column> columns;
    final int[] key;
    final int scope;
    final int version;
    final int certificate;
    final int certificateType;
    final int birthCertificate;
    final int name;
    final int phone;
    final int birth;
    final int former;
    /** Which event a life event's row tells of, and when it happened. */
    final int event;

    final int date;
    /** Its word on numbers links persons. */
    final boolean judges;
    /** The only key column is the person's certificate: then the row's key is the certificate's. */
    final boolean keyIsCertificate;

    private final String certificateTypeConstant;

    RowShape(Contract contract, CertificateKeys keys) {
        this.keys = keys;
        feed = contract.feed();
        columns = contract.columns();
        key = contract.rows().key().stream().mapToInt(contract::position).toArray();
        scope = contract.position(contract.rows().scopeColumn());
        version = contract.position(contract.rows().versionColumn());
        certificate = position(ColumnType.CERTIFICATE);
        birthCertificate = position(ColumnType.BIRTH_CERTIFICATE);
        name = position(ColumnType.NAME);
        phone = position(ColumnType.PHONE);
        birth = position(ColumnType.BIRTH);
        judges = contract.standing().judges() == Contract.Judges.IDENTITY;
        former = judges ? contract.position(Contract.FORMER) : -1;
        boolean events = contract.kind() == FactKind.LIFE_EVENT;
        event = events ? contract.position("event") : -1;
        date = events ? contract.position("date") : -1;
        keyIsCertificate = key.length == 1 && certificate >= 0 && key[0] == certificate;
        Form.Certified form = certificate < 0
                ? null
                : (Form.Certified) columns.get(certificate).form();
        certificateType = form == null ? -1 : contract.position(form.typeColumn());
        certificateTypeConstant = form == null ? "" : form.type();
    }

    String certificateType(String[] spelt) {
        return certificateType < 0 ? certificateTypeConstant : spelt[certificateType];
    }

    /** The position of a column that is known to be there. */
    int position(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no column " + name);
    }

    private int position(ColumnType type) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).tells(type)) {
                return i;
            }
        }
        return -1;
    }
}
