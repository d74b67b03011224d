import { testFaults } from "@/tests/support/faults";

testFaults("object store");
