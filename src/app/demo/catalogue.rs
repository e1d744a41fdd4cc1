//! The trades that the demo's employers look for: how often, what they pay, and what nobody is hired without.
//!
//! Everything else about a trade is read from the taxonomy. Weights and pay are estimates for a demo and no statistics.

use crate::domain::{
    recruitment::requirement::{Certificate, DrivingLicence},
    values::spoken::Cefr,
};

use Certificate::{
    Care, CraneOperator, EarthMoving, ElectricalSafety3, ElectricalSafety4, FoodHandler, Forklift,
    GasHazard, Slinger, Welder, WorkAtHeight,
};

/// What an employer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Construction,
    Machines,
    Polymers,
    Textile,
    Food,
    Farming,
    Logistics,
    Hotels,
    Care,
}

/// Every field with its share of the employers and the candidates, in per cent.
pub(super) const FIELDS: [(u32, Field); 9] = [
    (30, Field::Construction),
    (16, Field::Machines),
    (4, Field::Polymers),
    (9, Field::Textile),
    (11, Field::Food),
    (11, Field::Farming),
    (9, Field::Logistics),
    (7, Field::Hotels),
    (3, Field::Care),
];

/// A trade of the demo.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// The id of the trade in the taxonomy.
    pub(super) trade: &'static str,
    /// How often, within its field.
    pub(super) weight: u32,
    /// Usual gross pay in thousands of roubles a month.
    pub(super) pay: u32,
    /// The skills that are the heart of the trade.
    pub(super) core: &'static [&'static str],
    /// The Russian that is usually asked for.
    pub(super) russian: Cefr,
    pub(super) licences: &'static [DrivingLicence],
    pub(super) certificates: &'static [Certificate],
}

const fn row(trade: &'static str, weight: u32, pay: u32, core: &'static [&'static str]) -> Row {
    Row { trade, weight, pay, core, russian: Cefr::A1, licences: &[], certificates: &[] }
}

impl Row {
    const fn speaks(mut self, russian: Cefr) -> Self {
        self.russian = russian;
        self
    }

    const fn drives(mut self, licences: &'static [DrivingLicence]) -> Self {
        self.licences = licences;
        self
    }

    const fn holds(mut self, certificates: &'static [Certificate]) -> Self {
        self.certificates = certificates;
        self
    }
}

impl Field {
    /// The trades of the field.
    pub(super) const fn rows(self) -> &'static [Row] {
        match self {
            Self::Construction => CONSTRUCTION,
            Self::Machines => MACHINES,
            Self::Polymers => POLYMERS,
            Self::Textile => TEXTILE,
            Self::Food => FOOD,
            Self::Farming => FARMING,
            Self::Logistics => LOGISTICS,
            Self::Hotels => HOTELS,
            Self::Care => CARE,
        }
    }
}

const CONSTRUCTION: &[Row] = &[
    row("bricklayer", 9, 120, &["con.lay_bricks", "con.lay_blocks"]),
    row("concrete_worker", 10, 110, &["con.pour_concrete", "con.mix_concrete"]),
    row("rebar_worker", 8, 115, &["con.rebar"]),
    row("formwork_carpenter", 6, 115, &["con.formwork"]),
    row("carpenter", 4, 100, &["con.wood_frame"]),
    row("roofer", 4, 110, &["con.roof_metal", "con.roof_soft"]),
    row("tiler", 6, 115, &["con.tile"]),
    row("plasterer", 8, 110, &["con.plaster"]),
    row("painter", 6, 95, &["con.paint", "con.putty"]),
    row("drywall_installer", 4, 100, &["con.drywall"]),
    row("insulation_worker", 3, 95, &["con.insulate"]),
    row("plumber", 4, 95, &["plu.water", "plu.sewer"]),
    row("pipe_installer", 4, 125, &["plu.pipe_steel"]),
    row("facade_worker", 4, 110, &["con.facade_wet"]),
    row("scaffolder", 4, 105, &["con.scaffold"]).holds(&[WorkAtHeight]),
    row("steel_erector", 4, 130, &["con.steel_erect"]).holds(&[WorkAtHeight]),
    row("rigger", 4, 95, &["mac.sling"]).holds(&[Slinger]),
    row("building_electrician", 5, 110, &["ele.wiring", "ele.lighting"])
        .holds(&[ElectricalSafety3]),
    row("road_worker", 6, 90, &["con.asphalt"]),
    row("paver", 4, 100, &["con.paving"]),
    row("general_labourer", 10, 75, &["con.site_cleanup", "con.excavate_hand"]),
    row("excavator_operator", 5, 135, &["mac.excavator"]).holds(&[EarthMoving]),
    row("bulldozer_operator", 3, 130, &["mac.bulldozer"])
        .drives(&[DrivingLicence::TractorE])
        .holds(&[EarthMoving]),
    row("crane_tower", 3, 140, &["mac.crane_tower"]).speaks(Cefr::A2).holds(&[CraneOperator]),
    row("welder_arc", 7, 130, &["weld.smaw"]).holds(&[Welder]),
];

const MACHINES: &[Row] = &[
    row("welder_semi", 10, 130, &["weld.mig"]).holds(&[Welder]),
    row("welder_tig", 5, 145, &["weld.tig"]).holds(&[Welder]),
    row("gas_cutter", 4, 110, &["weld.cut_gas"]),
    row("turner", 6, 120, &["met.lathe", "met.measure_tools"]),
    row("miller", 5, 120, &["met.mill", "met.measure_tools"]),
    row("cnc_operator", 7, 125, &["met.cnc_operate"]),
    row("cnc_setter", 4, 150, &["met.cnc_setup", "met.cnc_operate"]),
    row("grinder", 4, 105, &["met.grind"]),
    row("foundry_moulder", 4, 110, &["met.mould"]),
    row("assembly_fitter", 8, 110, &["met.assemble"]),
    row("car_assembler", 8, 105, &["met.car_assembly", "met.conveyor"]),
    row("electrical_assembler", 4, 90, &["prd.wire_harness"]),
    row("industrial_mechanic", 6, 110, &["mnt.repair_equipment"]),
    row("industrial_electrician", 5, 115, &["ele.repair", "ele.motor"])
        .speaks(Cefr::A2)
        .holds(&[ElectricalSafety4]),
    row("quality_inspector", 4, 85, &["prd.qc_visual"]).speaks(Cefr::A2),
    row("crane_bridge", 4, 100, &["mac.crane_bridge"]).speaks(Cefr::A2).holds(&[CraneOperator]),
    row("auto_mechanic", 4, 105, &["mnt.engine", "mnt.chassis"]),
];

const POLYMERS: &[Row] = &[
    row("plastic_moulder", 5, 95, &["prd.injection"]),
    row("rubber_operator", 4, 95, &["prd.rubber"]),
    row("chemical_operator", 4, 105, &["prd.chemical"]).speaks(Cefr::A2).holds(&[GasHazard]),
    row("packer_machine", 4, 80, &["prd.packing_machine"]),
    row("concrete_products", 4, 100, &["prd.precast"]),
];

const TEXTILE: &[Row] = &[
    row("seamstress", 12, 80, &["sew.machine"]),
    row("sewing_operator", 9, 85, &["sew.machine", "sew.overlock"]),
    row("tailor", 4, 80, &["sew.tailor", "sew.alter"]),
    row("garment_cutter", 4, 85, &["sew.cut"]),
    row("weaver", 4, 80, &["sew.weave"]),
];

const FOOD: &[Row] = &[
    row("baker", 7, 85, &["food.bake_bread", "food.dough"]).holds(&[FoodHandler]),
    row("confectioner", 4, 85, &["food.pastry"]).holds(&[FoodHandler]),
    row("butcher", 5, 110, &["food.meat_cut"]).holds(&[FoodHandler]),
    row("dairy_maker", 4, 85, &["food.dairy"]).holds(&[FoodHandler]),
    row("food_line_operator", 8, 80, &["prd.operate_line"]),
    row("hand_packer", 7, 70, &["log.pack", "log.label"]),
    row("production_worker", 5, 75, &["prd.operate_line"]),
];

const FARMING: &[Row] = &[
    row("vegetable_grower", 6, 75, &["agr.greenhouse", "agr.plant"]),
    row("field_labourer", 8, 65, &["agr.harvest"]),
    row("milker", 6, 80, &["agr.milk"]),
    row("livestock_worker", 6, 75, &["agr.livestock_care", "agr.feed"]),
    row("poultry_worker", 5, 75, &["agr.poultry"]),
    row("tractor_driver", 6, 95, &["mac.tractor"]).drives(&[DrivingLicence::TractorC]),
    row("combine_operator", 4, 110, &["mac.combine"]).drives(&[DrivingLicence::TractorF]),
    row("fruit_grower", 3, 70, &["agr.prune"]),
    row("agri_mechanic", 4, 95, &["mnt.tractor"]),
];

const LOGISTICS: &[Row] = &[
    row("truck_driver", 6, 130, &["drv.truck"]).speaks(Cefr::A2).drives(&[DrivingLicence::C]),
    row("trailer_driver", 5, 160, &["drv.truck", "drv.long_haul"])
        .speaks(Cefr::A2)
        .drives(&[DrivingLicence::Ce]),
    row("bus_driver", 5, 115, &["drv.bus"]).speaks(Cefr::B1).drives(&[DrivingLicence::D]),
    row("forklift_operator", 5, 95, &["mac.forklift"]).holds(&[Forklift]),
    row("loader", 8, 75, &["log.load"]),
    row("warehouse_clerk", 5, 80, &["log.receive", "log.inventory"]).speaks(Cefr::A2),
    row("courier", 4, 85, &["log.deliver"]).speaks(Cefr::A2),
];

const HOTELS: &[Row] = &[
    row("cook", 8, 90, &["food.cook_hot"]).holds(&[FoodHandler]),
    row("pilaf_cook", 5, 95, &["food.cook_uzbek"]).holds(&[FoodHandler]),
    row("kitchen_helper", 6, 60, &["food.dishes", "food.peel"]),
    row("waiter", 4, 65, &["food.serve"]).speaks(Cefr::B1),
    row("housekeeper_hotel", 8, 65, &["cln.hotel", "cln.rooms"]),
    row("laundry_worker", 4, 60, &["cln.laundry"]),
    row("cleaner_office", 6, 58, &["cln.rooms"]),
    row("street_cleaner", 4, 58, &["cln.street"]),
    row("caretaker", 4, 65, &["srv.caretaking"]),
];

const CARE: &[Row] = &[
    row("home_carer", 6, 80, &["srv.elderly"]).speaks(Cefr::A2),
    row("nurse", 4, 85, &["srv.inject"]).speaks(Cefr::B1).holds(&[Care]),
];
