import "./define/audience-builder.js";
import "./define/audience-dashboard.js";
import "./define/audience-module.js";
import "./define/audience-provider.js";
import "./define/audience-status.js";
