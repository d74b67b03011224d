-- An import brings hundreds of thousands of addresses at once. Kept for later, their trigrams would make the next
-- searches read the whole list of what is still to be filed: seconds, until the database has tidied up.
ALTER INDEX "Address_searchText_idx" SET (fastupdate = off);
SELECT gin_clean_pending_list('"Address_searchText_idx"'::regclass);
