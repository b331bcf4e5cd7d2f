declare module "virtual:texts/en" {
  const source: string;
  export default source;
}
declare module "virtual:texts/fa" {
  const source: string;
  export default source;
}
declare module "virtual:texts/en/office" {
  const source: string;
  export default source;
}
declare module "virtual:texts/fa/office" {
  const source: string;
  export default source;
}
declare module "*.css";
declare module "*.svg" {
  const address: string;
  export default address;
}
declare module "@fontsource-variable/vazirmatn";
