//! An action and a function. The fields of each struct are the arguments.
//!
//! The example starts an emulator with a handler for each on a free loopback port. With `GRAPH_TOKEN` set, it uses the real
//! service, and synchronizes the device `GRAPH_MANAGED_DEVICE` if that is set; the token needs `Calendars.Read`, and
//! `DeviceManagementManagedDevices.PrivilegedOperations.All` for the device.

mod connection;
mod operations;

use std::env::var;

use graph_core::{Client, graph_action, graph_complex, graph_function};

use crate::connection::{Result, connect};

/// Makes a managed device check in with the service.
#[graph_action(path = "deviceManagement/managedDevices/{managedDeviceId}/syncDevice")]
struct SyncDevice;

/// The reminders of the calendar between two times.
#[graph_function(path = "me/reminderView", returns = Vec<Reminder>)]
struct ReminderView {
    #[graph(rename = "StartDateTime")]
    start: String,
    #[graph(rename = "EndDateTime")]
    end: String,
}

#[graph_complex]
#[derive(Debug)]
struct Reminder {
    event_subject: Option<String>,
    event_location: Option<Location>,
}

#[graph_complex]
#[derive(Debug)]
struct Location {
    display_name: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let (client, serving) = connect(&operations::emulator(), Client::builder()).await?;
    let device = var("GRAPH_MANAGED_DEVICE").ok().or_else(|| serving.as_ref().map(|_| "laptop".into()));
    if let Some(device) = device {
        SyncDevice.request(&device).send(&client).await?;
        println!("{device} synchronizes");
    }
    let view = ReminderView { start: "2026-01-01T00:00:00".into(), end: "2026-02-01T00:00:00".into() };
    let request = view.request();
    println!("GET {}", request.path());
    for reminder in request.send(&client).await?.value {
        let place = reminder.event_location.and_then(|location| location.display_name);
        println!("  {:?} at {place:?}", reminder.event_subject);
    }
    Ok(())
}
