//! How the house is built: layers, rooms, and no circles of imports. Read from the sources, without running anything.

mod circles;
mod imports;
mod layers;
mod rooms;
mod schemas;
mod sources;
