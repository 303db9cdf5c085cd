package canbao.console.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = new Places();

    @Test
    void one_agency_leaves_room_for_others_until_the_house_is_full() {
        for (String agency : new String[] {"tax", "insurer", "police"}) {
            for (int i = 0; i < 4; i++) {
                assertThat(places.take(agency)).isTrue();
            }
            assertThat(places.take(agency)).isFalse();
        }
        assertThat(places.take("education")).isFalse();
        places.leave("tax");
        assertThat(places.take("education")).isTrue();
        places.leave("police");
        assertThat(places.take("police")).isTrue();
    }
}
