export { BarePage as default } from "@/components/shell/bare-page";
