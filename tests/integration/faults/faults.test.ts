import { testFaults } from "@/tests/support/faults";

testFaults("disk", "small disks");
