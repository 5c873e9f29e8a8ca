export { parseDataFolder, type AudienceSource, type DataFolder } from "./source/config.js";
