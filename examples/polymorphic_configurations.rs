//! A union: each element of a collection is read as its own type, and an undeclared type is kept as JSON.
//!
//! The example starts an emulator on a free loopback port. With `GRAPH_TOKEN` set, it uses the real service and deletes
//! the configurations that it created; the token needs `DeviceManagementConfiguration.ReadWrite.All`.

mod configurations;
mod connection;

use graph_core::{Client, object::Union};
use graph_emulator::Emulator;
use serde_json::json;

use crate::configurations::{DeviceConfiguration, IosGeneralDeviceConfiguration, Windows10GeneralConfiguration};
use crate::connection::{Result, connect};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let (client, _serving) = connect(&Emulator::new(), Client::builder()).await?;
    let all = DeviceConfiguration::device_configurations();

    // A declared type is created from its struct, any other from JSON.
    let name = Some("Example".to_owned());
    let windows = Windows10GeneralConfiguration {
        id: None,
        display_name: name.clone(),
        password_required: Some(true),
        password_minimum_length: Some(12),
    };
    let ios = IosGeneralDeviceConfiguration { id: None, display_name: name, camera_blocked: Some(true) };
    let mac = serde_json::from_value(json!({
        "@odata.type": "#microsoft.graph.macOSCustomConfiguration", "displayName": "Example",
        "payloadName": "Dock", "payloadFileName": "dock.mobileconfig", "payload": "PHBsaXN0Lz4="
    }))?;
    let mut created = Vec::new();
    for configuration in [windows.into(), ios.into(), mac] {
        created.push(all.create(&configuration).send(&client).await?);
    }

    for configuration in all.list().collect_all(&client, 100).await? {
        match &configuration {
            DeviceConfiguration::Windows10(windows) => println!("Windows: {:?}", windows.password_minimum_length),
            DeviceConfiguration::Ios(ios) => println!("iOS: without camera {:?}", ios.camera_blocked),
            DeviceConfiguration::Other(other) => println!("{}: {:?}", configuration.type_name(), other.get("payload")),
        }
    }
    // Undeclared properties are written as well, so the copy is complete.
    if let Some(DeviceConfiguration::Other(mut other)) = created.last().cloned() {
        other.remove("id");
        created.push(all.create(&DeviceConfiguration::Other(other)).send(&client).await?);
        println!("copied: {}", serde_json::to_string(&created.last())?);
    }
    let windows = all.cast::<Windows10GeneralConfiguration>();
    println!("of Windows alone: {}", windows.list().send(&client).await?.value.len());

    for configuration in &created {
        all.entity(configuration.id()).delete().send(&client).await?;
    }
    Ok(())
}
