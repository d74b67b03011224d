import fc from "fast-check";

// The same choices in every run: a test fails by a change, not by chance. FUZZ_SEED=n looks further.
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 20_261_122) });

export { fc };
