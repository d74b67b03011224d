-- CreateIndex
CREATE INDEX "Address_searchText_prefix_idx" ON "Address"("searchText" text_pattern_ops);
