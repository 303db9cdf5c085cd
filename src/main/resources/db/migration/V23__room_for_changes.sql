-- A changed row finds room beside its old self, so that no index has to learn where it went.
ALTER TABLE fact SET (fillfactor = 90);
ALTER TABLE vault SET (fillfactor = 90);
